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
            name='ApplicationKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('wrapped', models.BinaryField()),
                ('master', models.CharField(max_length=16)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Effect',
            fields=[
                ('name', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='KeystoreMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('person_id', models.UUIDField(primary_key=True, serialize=False)),
                ('erased_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='DataKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_id', models.UUIDField()),
                ('retention_class', models.CharField(max_length=40)),
                ('wrapped', models.BinaryField()),
                ('master', models.CharField(max_length=16)),
                ('locked', models.BooleanField(default=False)),
                ('retiring_since', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person_id', 'retention_class'), name='one_key_per_person_and_class')],
            },
        ),
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('path', models.CharField(max_length=100, unique=True)),
                ('name', privacy.vault.fields.SealedText(editable=True)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('purpose', models.CharField(max_length=40)),
                ('retention_class', models.CharField(max_length=40)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SealedSession',
            fields=[
                ('name', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('data', models.BinaryField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy_people.person')),
            ],
        ),
    ]
