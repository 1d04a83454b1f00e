import django.db.models.deletion
import privacy.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.SlugField(max_length=20, unique=True)),
                ('founding', models.BooleanField(default=False)),
                ('skeleton', models.JSONField(default=dict)),
                ('words', models.JSONField(default=dict)),
                ('texts', models.JSONField(default=dict)),
                ('explained', models.JSONField(default=dict)),
                ('differs', models.JSONField(default=list)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('drafted_at', models.DateTimeField()),
                ('effective_on', models.DateField(null=True)),
                ('effective_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('announced_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('words', privacy.vault.fields.SealedText(editable=True)),
                ('answer', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('language', models.CharField(max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='privacy_notice.version')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('wall_time', models.TimeField()),
                ('zone', models.CharField(max_length=60)),
                ('place', models.CharField(max_length=200)),
                ('link', models.URLField(blank=True)),
                ('language', models.CharField(max_length=10)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='privacy_notice.version')),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20)),
                ('fingerprint', models.CharField(max_length=64)),
                ('language', models.CharField(max_length=10)),
                ('surface', models.CharField(max_length=20)),
                ('agreed_at', models.DateTimeField()),
                ('entry', models.BigIntegerField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'version'), name='one_agreement_per_person_and_version')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('text', 'text')], max_length=4)),
                ('index', models.CharField(max_length=64)),
                ('posted_at', models.DateTimeField()),
                ('handed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='privacy_notice.version')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'channel', 'index'), name='one_word_of_a_change_per_handle')],
            },
        ),
    ]
