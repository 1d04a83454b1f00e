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
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('drill', models.BooleanField(default=False)),
                ('kind', models.CharField(max_length=40)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('known_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('declared_by', models.CharField(max_length=64)),
                ('scope', models.JSONField(default=dict)),
                ('categories', models.JSONField(default=list)),
                ('sources', models.JSONField(default=dict)),
                ('records', models.PositiveBigIntegerField(default=0)),
                ('severity', models.CharField(blank=True, max_length=20)),
                ('words', models.JSONField(default=dict)),
                ('relay_down', models.PositiveIntegerField(default=0)),
                ('master', models.CharField(blank=True, max_length=16)),
                ('handed_over_at', models.DateTimeField(null=True)),
                ('report_digest', models.CharField(blank=True, max_length=64)),
                ('lessons', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['-known_at'], name='incident_newest')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('document', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='privacy_incidents.incident')),
            ],
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(max_length=40)),
                ('told_at', models.DateTimeField(null=True)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='privacy_incidents.incident')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_incidents.report')),
            ],
        ),
        migrations.CreateModel(
            name='StepTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=64)),
                ('facts', models.JSONField(default=dict)),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='taken', to='privacy_incidents.incident')),
            ],
        ),
        migrations.CreateModel(
            name='Affected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, verbose_name='reference')),
                ('what', models.CharField(blank=True, max_length=400, verbose_name='what happened')),
                ('found_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('channel', models.CharField(blank=True, max_length=10)),
                ('told_at', models.DateTimeField(null=True, verbose_name='told at')),
                ('unreached_at', models.DateTimeField(null=True)),
                ('tried', models.JSONField(default=list)),
                ('bounces', models.PositiveSmallIntegerField(default=0)),
                ('delays', models.PositiveSmallIntegerField(default=0)),
                ('signed_out_at', models.DateTimeField(null=True)),
                ('new_password_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='affected', to='privacy_incidents.incident')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('told_at', None), ('unreached_at', None)), fields=['incident', 'next_at'], name='notice_waiting')],
                'constraints': [models.UniqueConstraint(fields=('incident', 'person'), name='one_notice_per_person_and_incident')],
            },
        ),
        migrations.CreateModel(
            name='MadeUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='made_up', to='privacy_incidents.incident')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person',), name='made_up_once')],
            },
        ),
        migrations.CreateModel(
            name='MonitoringCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', privacy.vault.fields.SealedText(editable=True, verbose_name='code for identity monitoring')),
                ('drill', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField()),
                ('given_at', models.DateTimeField(null=True, verbose_name='given at')),
                ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='privacy_incidents.incident')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('given_at', None)), fields=['drill', 'id'], name='code_free')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('incident', None), _negated=True), fields=('incident', 'person'), name='one_code_per_person_and_incident')],
            },
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('incident', 'number'), name='each_version_once'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.UniqueConstraint(fields=('incident', 'authority'), name='each_authority_once'),
        ),
        migrations.AddConstraint(
            model_name='steptaken',
            constraint=models.UniqueConstraint(fields=('incident', 'step'), name='each_step_once'),
        ),
    ]
