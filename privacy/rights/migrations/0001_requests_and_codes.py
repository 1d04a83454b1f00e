import django.db.models.deletion
import privacy.rights.types
import privacy.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_correspondence', '0001_tickets_and_letters'),
        ('privacy_people', '0001_person'),
        ('privacy_vault', '0001_keys_sessions_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProofCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('handle_index', models.CharField(db_index=True, max_length=64)),
                ('code_hash', models.CharField(max_length=64)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Summary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.CharField(max_length=7, unique=True)),
                ('figures', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('right', models.CharField(choices=[('access', 'access'), ('correction', 'correction'), ('deletion', 'deletion'), ('withdrawal', 'withdrawal'), ('complaint', 'complaint')], max_length=12)),
                ('status', models.CharField(choices=[('open', 'open'), ('in_progress', 'in_progress'), ('fulfilled', 'fulfilled'), ('denied', 'denied'), ('revoked', 'revoked'), ('expired', 'expired')], default=privacy.rights.types.Status['OPEN'], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=24)),
                ('persons', models.JSONField()),
                ('language', models.CharField(max_length=10)),
                ('channel', models.CharField(choices=[('page', 'page'), ('mail', 'mail'), ('desk', 'desk')], default=privacy.rights.types.Channel['PAGE'], max_length=8)),
                ('words', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('question', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('reply', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('answer', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('record', models.CharField(blank=True, max_length=64)),
                ('wanted', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('certificates', models.JSONField(default=list)),
                ('cause', models.CharField(blank=True, choices=[('late', 'An answer came late, or not at all'), ('wrong', 'Something we keep is wrong'), ('unwanted', 'A message that was not wanted'), ('shared', 'Data went to somebody it should not have gone to'), ('opened', 'Somebody here read what they should not have read'), ('kept', 'Data was kept too long, or not erased'), ('security', 'Something is not safe'), ('choices', 'A choice was not respected'), ('other', 'Something else')], max_length=20)),
                ('outcome', models.CharField(blank=True, choices=[('upheld', 'You were right'), ('partly', 'You were partly right'), ('unfounded', 'We did not find what you describe')], max_length=12)),
                ('received_at', models.DateTimeField()),
                ('proved_at', models.DateTimeField(null=True)),
                ('runs_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('wrote_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy_vault.sealedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('late', 'An answer came late, or not at all'), ('wrong', 'Something we keep is wrong'), ('unwanted', 'A message that was not wanted'), ('shared', 'Data went to somebody it should not have gone to'), ('opened', 'Somebody here read what they should not have read'), ('kept', 'Data was kept too long, or not erased'), ('security', 'Something is not safe'), ('choices', 'A choice was not respected'), ('other', 'Something else')], max_length=20)),
                ('words', models.JSONField()),
                ('link', models.CharField(blank=True, max_length=200)),
                ('quarter', models.CharField(blank=True, max_length=7)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lessons', to='privacy_rights.request')),
            ],
        ),
        migrations.CreateModel(
            name='CaseLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='privacy_correspondence.letter')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='case_letters', to='privacy_rights.request')),
            ],
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['status', 'runs_at'], name='request_due'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(('proved_at__isnull', False), ('right__in', [privacy.rights.types.Right['COMPLAINT'], privacy.rights.types.Right['WITHDRAWAL']]), models.Q(('status__in', [privacy.rights.types.Status['IN_PROGRESS'], privacy.rights.types.Status['FULFILLED']]), _negated=True), models.Q(('reason', privacy.rights.types.Pending['IDENTITY']), ('status', privacy.rights.types.Status['IN_PROGRESS'])), _connector='OR'), name='no_work_before_identity'),
        ),
        migrations.AddConstraint(
            model_name='caseletter',
            constraint=models.UniqueConstraint(fields=('request', 'letter'), name='one_place_in_a_case'),
        ),
    ]
