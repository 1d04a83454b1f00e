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
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.CharField(max_length=7, unique=True)),
                ('frozen_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(db_index=True, max_length=64)),
                ('assessor', models.CharField(max_length=64)),
                ('at', models.DateTimeField(verbose_name='assessed at')),
                ('outcome', models.CharField(choices=[('met', 'Met'), ('partly', 'Partly met'), ('not-met', 'Not met')], max_length=10, verbose_name='outcome')),
                ('words', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('assessor', models.F('account')), _negated=True), name='nobody_assesses_themselves')],
            },
        ),
        migrations.CreateModel(
            name='BrokenGlass',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('account', models.CharField(max_length=64)),
                ('role', models.CharField(max_length=40)),
                ('purposes', models.JSONField(default=list)),
                ('reason', models.CharField(max_length=80, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='taken at')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('reviewed_by', models.CharField(blank=True, max_length=64)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('justified', models.BooleanField(null=True, verbose_name='found justified')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'until'], name='glass_of_account')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reviewed_by', models.F('account')), _negated=True), name='nobody_reviews_their_emergency')],
            },
        ),
        migrations.CreateModel(
            name='ReviewLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('account', models.CharField(max_length=64)),
                ('role', models.CharField(max_length=40, verbose_name='post')),
                ('openings', models.PositiveIntegerField(default=0, verbose_name='openings')),
                ('trained_until', models.DateTimeField(null=True)),
                ('verdict', models.CharField(blank=True, max_length=10, verbose_name='verdict')),
                ('decided_by', models.CharField(blank=True, max_length=64)),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('review', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='privacy_staff.review')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'account'), name='one_line_per_review_and_account'), models.CheckConstraint(condition=models.Q(('decided_by', models.F('account')), _negated=True), name='nobody_confirms_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=64)),
                ('course', models.CharField(max_length=40, verbose_name='course')),
                ('passed_at', models.DateTimeField(verbose_name='passed at')),
                ('valid_until', models.DateTimeField(verbose_name='valid until')),
                ('examiner', models.CharField(max_length=64)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'valid_until'], name='training_valid')],
                'constraints': [models.CheckConstraint(condition=models.Q(('examiner', models.F('account')), _negated=True), name='nobody_examines_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Violation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('account', models.CharField(db_index=True, max_length=64)),
                ('noted_by', models.CharField(max_length=64)),
                ('at', models.DateTimeField(verbose_name='noted at')),
                ('consequence', models.CharField(choices=[('warning', 'Warning'), ('suspended', 'Suspended until lifted by two')], max_length=10, verbose_name='consequence')),
                ('words', privacy.vault.fields.SealedText(editable=True)),
                ('lifted_at', models.DateTimeField(null=True, verbose_name='lifted at')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('noted_by', models.F('account')), _negated=True), name='nobody_judges_themselves')],
            },
        ),
    ]
