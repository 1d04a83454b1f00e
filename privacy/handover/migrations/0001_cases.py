import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
        ('privacy_vault', '0001_keys_sessions_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('receiver', models.CharField(max_length=100)),
                ('country', models.CharField(max_length=2)),
                ('mailbox', models.EmailField(max_length=254)),
                ('public_key', models.CharField(max_length=64)),
                ('purposes', models.JSONField()),
                ('opened_by', models.CharField(max_length=64)),
                ('opened_at', models.DateTimeField()),
                ('telling_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('objections_until', models.DateField(null=True)),
                ('sealing_at', models.DateTimeField(null=True)),
                ('sealed_at', models.DateTimeField(null=True)),
                ('people', models.PositiveIntegerField(default=0)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('gone_at', models.DateTimeField(null=True)),
                ('gone_by', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('ground', models.CharField(choices=[('law', 'a law'), ('court', 'a court or authority'), ('own-rights', 'our own lawful rights')], max_length=12)),
                ('authority', models.CharField(max_length=100)),
                ('order_number', models.CharField(max_length=60)),
                ('ordered', models.JSONField()),
                ('opened_by', models.CharField(max_length=64)),
                ('opened_at', models.DateTimeField()),
                ('necessity_words', models.CharField(blank=True, max_length=500)),
                ('necessity_by', models.CharField(blank=True, max_length=64)),
                ('necessity_at', models.DateTimeField(null=True)),
                ('legality_words', models.CharField(blank=True, max_length=500)),
                ('legality_by', models.CharField(blank=True, max_length=64)),
                ('legality_at', models.DateTimeField(null=True)),
                ('weighed_sha256', models.CharField(blank=True, max_length=64)),
                ('refused_at', models.DateTimeField(null=True)),
                ('packed_at', models.DateTimeField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('package', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy_vault.sealedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Exhibit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=100)),
                ('covered', models.PositiveIntegerField()),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy_vault.sealedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('publication', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='exhibits', to='privacy_handover.publication')),
            ],
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('way', models.CharField(blank=True, choices=[('', 'nothing reaches them but a letter'), ('mail', 'e-mail'), ('text', 'text message'), ('letter', 'letter')], default='mail', max_length=6, verbose_name='by which way')),
                ('told_at', models.DateTimeField(null=True, verbose_name='told at')),
                ('until', models.DateField(null=True, verbose_name='last day to object')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('transfer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='privacy_handover.transfer')),
            ],
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('transfer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='privacy_handover.transfer')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=40)),
                ('words', models.CharField(max_length=500)),
                ('role', models.CharField(max_length=40)),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('transfer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='privacy_handover.transfer')),
            ],
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('necessity_by', ''), ('legality_by', ''), models.Q(('necessity_by', models.F('legality_by')), _negated=True), _connector='OR'), name='weighed_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('packed_at', None), models.Q(models.Q(('necessity_by', ''), _negated=True), models.Q(('legality_by', ''), _negated=True)), _connector='OR'), name='packed_after_weighing'),
        ),
        migrations.AddConstraint(
            model_name='exhibit',
            constraint=models.UniqueConstraint(fields=('publication', 'item'), name='one_exhibit_an_item'),
        ),
        migrations.AddConstraint(
            model_name='told',
            constraint=models.UniqueConstraint(fields=('transfer', 'person'), name='told_of_transfer_once'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(fields=('transfer', 'person'), name='objected_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('transfer', 'question'), name='one_answer_a_question'),
        ),
    ]
