from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('next_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('args', models.JSONField(default=dict)),
                ('key', models.CharField(max_length=120, null=True, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('run_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('leased_by', models.CharField(blank=True, max_length=40)),
                ('lease_ends_at', models.DateTimeField(null=True)),
                ('last_error_kind', models.CharField(blank=True, max_length=100)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'run_at', 'id'], name='job_due')],
            },
        ),
    ]
