import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
                ('leapt_to', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('begun_at', models.DateTimeField(db_index=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('dry_run', models.BooleanField(default=False)),
                ('asked', models.BooleanField(default=False)),
                ('digest', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=160)),
                ('how', models.CharField(max_length=20)),
                ('clock', models.CharField(max_length=40)),
                ('until', models.DateTimeField(null=True)),
                ('count', models.PositiveBigIntegerField(default=0)),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='privacy_retention.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'what', 'how'), name='one_line_per_kind_and_treatment')],
            },
        ),
    ]
