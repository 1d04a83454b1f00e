from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('calendar', models.CharField(max_length=20)),
                ('started_at', models.DateTimeField()),
                ('promised_on', models.DateField()),
                ('due_on', models.DateField()),
                ('due_at', models.DateTimeField()),
                ('warns_at', models.DateTimeField()),
                ('paused_at', models.DateTimeField(null=True)),
                ('waited_days', models.PositiveIntegerField(default=0)),
                ('warned_at', models.DateTimeField(null=True)),
                ('breached_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['stopped_at', 'due_at'], name='clock_due'), models.Index(fields=['kind', 'stopped_at', 'started_at'], name='clock_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('promised_on'))), name='never_due_before_the_promise')],
            },
        ),
    ]
