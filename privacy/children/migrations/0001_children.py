import django.db.models.deletion
import privacy.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
        ('privacy_vault', '0001_keys_sessions_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=40)),
                ('kinds', models.JSONField()),
                ('found_on', models.DateField()),
                ('decided_at', models.DateTimeField()),
                ('erasure', models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name='GuardianRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('name', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('relation', models.CharField(choices=[('parent', 'Parent'), ('guardian', 'Legal guardian')], max_length=10)),
                ('wish', models.CharField(choices=[('erase', 'Erase everything about the child'), ('see', 'Send me everything about the child')], max_length=10)),
                ('child_index', models.CharField(max_length=64)),
                ('words', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('language', models.CharField(max_length=10)),
                ('received_at', models.DateTimeField(db_index=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('granted', models.BooleanField(null=True)),
                ('erasure', models.CharField(blank=True, max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('proof', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy_vault.sealedfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suspicion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('channel', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=64)),
                ('kinds', models.JSONField()),
                ('excerpt', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('found_at', models.DateTimeField(db_index=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'channel', 'source'), name='one_suspicion_per_source')],
            },
        ),
    ]
