import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scanner', models.CharField(max_length=40)),
                ('check_id', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=120)),
                ('severity', models.CharField(choices=[('high', 'high'), ('moderate', 'moderate')], max_length=10)),
                ('mend', models.CharField(max_length=300)),
                ('first_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('owner', models.CharField(blank=True, max_length=64)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('scanner', 'check_id', 'subject'), name='one_open_finding')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scanner', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('looked_at', models.PositiveIntegerField()),
                ('found', models.PositiveIntegerField()),
                ('knows_until', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['scanner', '-at'], name='scan_newest')],
            },
        ),
    ]
