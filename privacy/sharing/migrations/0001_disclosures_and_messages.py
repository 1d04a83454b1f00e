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
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=40, unique=True)),
                ('mailbox', models.EmailField(max_length=254)),
            ],
        ),
        migrations.CreateModel(
            name='Termination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=40, unique=True)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(max_length=200)),
                ('by', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=40)),
                ('country', models.CharField(max_length=2)),
                ('held_on', models.DateField()),
                ('due_on', models.DateField()),
                ('outcome', models.CharField(max_length=300)),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['place', '-held_on'], name='assessment_newest')],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=40)),
                ('version', models.PositiveIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('document_sha256', models.CharField(max_length=64)),
                ('proposed_by', models.CharField(max_length=64)),
                ('proposed_at', models.DateTimeField()),
                ('approved_by', models.CharField(blank=True, max_length=64)),
                ('approved_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recipient', 'version'), name='one_contract_per_version'), models.CheckConstraint(condition=models.Q(('approved_by', models.F('proposed_by')), _negated=True), name='contract_needs_a_second_person'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='contract_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('mark', models.CharField(max_length=64, unique=True)),
                ('recipient', models.CharField(db_index=True, max_length=40)),
                ('cause', models.CharField(choices=[('erasure', 'a person was erased'), ('unlinked', 'a person unlinked it'), ('terminated', 'the recipient was dropped')], max_length=12)),
                ('references', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=64)),
                ('proof', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'indexes': [models.Index(fields=['confirmed_at', 'made_at'], name='demand_outstanding')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('audit', 'Audit'), ('background', 'Background review')], max_length=10)),
                ('held_on', models.DateField()),
                ('next_due_on', models.DateField()),
                ('passed', models.BooleanField()),
                ('collects', models.CharField(blank=True, max_length=300)),
                ('keeps_for', models.CharField(blank=True, max_length=300)),
                ('passes_to', models.CharField(blank=True, max_length=300)),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['recipient', 'kind', '-held_on'], name='review_newest')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=300)),
                ('due_on', models.DateField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.CharField(blank=True, max_length=64)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='privacy_sharing.review')),
            ],
        ),
        migrations.CreateModel(
            name='SubRecipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=100)),
                ('country', models.CharField(max_length=2)),
                ('does', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recipient', 'name'), name='one_sub_recipient_per_name')],
            },
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=40)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('scopes', models.JSONField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'network'), name='one_connection_a_network')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=40)),
                ('purpose', models.CharField(max_length=40)),
                ('place', models.CharField(max_length=120)),
                ('record', models.CharField(max_length=64)),
                ('reference', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'recipient', 'reference', 'place', 'record', 'made_at'), name='one_note_per_correction')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(db_index=True, max_length=40)),
                ('purpose', models.CharField(max_length=40)),
                ('fields', models.JSONField()),
                ('region', models.CharField(max_length=40)),
                ('contract_until', models.CharField(max_length=10)),
                ('reference', models.CharField(blank=True, max_length=64)),
                ('grace', models.CharField(blank=True, max_length=200)),
                ('refused', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at'], name='disclosure_of_person')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('handle_index', models.CharField(blank=True, max_length=64)),
                ('channel', models.CharField(choices=[('mail', 'e-mail'), ('text', 'text message')], default='mail', max_length=4)),
                ('purpose', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=10)),
                ('subject', privacy.vault.fields.SealedText(editable=True)),
                ('text', privacy.vault.fields.SealedText(editable=True)),
                ('html', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('headers', privacy.vault.fields.SealedJSON(editable=True, null=True)),
                ('attachments', models.JSONField(default=list)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('withheld_at', models.DateTimeField(null=True)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('bounce_code', models.CharField(blank=True, max_length=12)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['-created_at'], name='message_newest')],
            },
        ),
    ]
