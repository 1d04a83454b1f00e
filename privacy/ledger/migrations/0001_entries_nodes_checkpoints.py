from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
                ('signature', models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('about', models.UUIDField(null=True)),
                ('facts', models.JSONField(default=dict)),
                ('happened_at', models.DateTimeField()),
                ('nonce', models.CharField(max_length=32)),
                ('mac', models.CharField(max_length=64)),
                ('leaf', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['about', 'id'], name='entry_about'), models.Index(fields=['kind', 'happened_at'], name='entry_kind'), models.Index(fields=['leaf'], name='entry_leaf')],
            },
        ),
    ]
