import django.db.models.deletion
import privacy.correspondence.types
import privacy.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
        ('privacy_vault', '0001_keys_sessions_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fetched',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folder', models.CharField(max_length=100, unique=True)),
                ('epoch', models.PositiveBigIntegerField()),
                ('last', models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ours', models.BooleanField(default=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('message_index', models.CharField(blank=True, db_index=True, max_length=64)),
                ('message_id', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('mailbox', models.CharField(max_length=40)),
                ('handle_index', models.CharField(blank=True, max_length=64)),
                ('nature', models.CharField(choices=[('person', 'person'), ('automatic', 'automatic'), ('list', 'list'), ('bounce', 'bounce'), ('ours', 'ours')], default=privacy.correspondence.types.Nature['PERSON'], max_length=10)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('subject', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('said', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('text', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('handed', models.CharField(blank=True, max_length=12)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('in_time', models.BooleanField(null=True)),
                ('original', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy_vault.sealedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Enclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', privacy.vault.fields.SealedText(editable=True)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy_vault.sealedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enclosures', to='privacy_correspondence.letter')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('handle_index', models.CharField(blank=True, db_index=True, max_length=64)),
                ('mailbox', models.CharField(max_length=40)),
                ('sort', models.CharField(max_length=20)),
                ('status', models.CharField(choices=[('open', 'open'), ('answered', 'answered'), ('closed', 'closed'), ('spam', 'spam')], default=privacy.correspondence.types.Status['OPEN'], max_length=10)),
                ('language', models.CharField(max_length=10)),
                ('subject', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('opened_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('waiting_since', models.DateTimeField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('clock', models.CharField(blank=True, max_length=80)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.AddField(
            model_name='letter',
            name='ticket',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='privacy_correspondence.ticket'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['status', 'waiting_since'], name='ticket_waiting'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['at'], name='letter_unread'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['ours', '-at'], name='letter_answers'),
        ),
    ]
