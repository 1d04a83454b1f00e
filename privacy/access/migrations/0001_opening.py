import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=64)),
                ('facts', models.JSONField(default=dict)),
                ('reason', models.CharField(max_length=80)),
                ('proposed_by', models.CharField(max_length=64)),
                ('proposed_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('decided_by', models.CharField(blank=True, max_length=64)),
                ('decided_at', models.DateTimeField(null=True)),
                ('approved', models.BooleanField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['decided_at', 'expires_at'], name='proposal_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', models.F('proposed_by')), _negated=True), name='nobody_agrees_to_their_own'), models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('kind', 'subject'), name='one_open_proposal_a_matter')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor', models.CharField(max_length=64)),
                ('role', models.CharField(blank=True, max_length=40)),
                ('purpose', models.CharField(max_length=40)),
                ('reason', models.CharField(blank=True, max_length=80)),
                ('fields', models.JSONField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at'], name='opening_of_person')],
            },
        ),
    ]
