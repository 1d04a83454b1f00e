import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='RestoreMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('restored_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RestoreProof',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_index=True)),
                ('seconds', models.FloatField()),
                ('copies', models.JSONField()),
                ('fault', models.CharField(blank=True, choices=[('no-copy', 'there was no copy to try'), ('no-place', 'no place could be made to try it in'), ('refused', 'it could not be put back'), ('served', 'it would have been served with the erased in it'), ('stuck', 'it stays shut after the erased are gone'), ('readable', 'something of the erased could be read'), ('values', 'sealed values do not open'), ('ledger', 'the ledger does not fit'), ('pages', 'pages do not answer')], max_length=20)),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('persons', models.JSONField()),
                ('begun_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('replayed', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['finished_at', 'begun_at'], name='erasure_unfinished')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=40)),
                ('facts', models.JSONField()),
                ('at', models.DateTimeField()),
                ('erasure', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='privacy_erasure.erasure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('erasure', 'step'), name='one_receipt_per_store')],
            },
        ),
    ]
