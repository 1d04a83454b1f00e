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
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=120)),
                ('scope', models.JSONField()),
                ('found', models.JSONField()),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(max_length=40)),
                ('source', models.CharField(choices=[('feedback', 'What people told us'), ('research', 'Research'), ('expert', "An expert's advice"), ('law', 'A new law or judgment'), ('incident', 'Something that went wrong')], max_length=12)),
                ('learned', models.JSONField()),
                ('decided', models.JSONField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('clause', models.CharField(max_length=40)),
                ('name', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('words', privacy.vault.fields.SealedText(editable=True)),
                ('language', models.CharField(max_length=10)),
                ('received_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('reviewer', models.CharField(blank=True, max_length=40)),
                ('outcome', models.CharField(blank=True, choices=[('upheld', 'You are right'), ('partly', 'You are right in part'), ('declined', 'We read it otherwise')], max_length=12)),
                ('reasons', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Precedent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(max_length=40)),
                ('question', models.JSONField()),
                ('answer', models.JSONField()),
                ('written_by', models.CharField(max_length=40)),
                ('written_at', models.DateTimeField()),
                ('released_by', models.CharField(blank=True, max_length=40)),
                ('released_at', models.DateTimeField(null=True)),
                ('dispute', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy_feedback.dispute')),
            ],
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('clause', models.CharField(max_length=40)),
                ('words', privacy.vault.fields.SealedText(editable=True)),
                ('language', models.CharField(max_length=10)),
                ('received_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('review', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='remarks', to='privacy_feedback.review')),
            ],
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(fields=['outcome', 'due_on'], name='dispute_due'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('reviewer', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='decided_by_a_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='precedent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', '')), models.Q(('released_at__isnull', False), models.Q(('released_by', ''), _negated=True), models.Q(('released_by', models.F('written_by')), _negated=True)), _connector='OR'), name='released_by_a_second_person'),
        ),
        migrations.AddIndex(
            model_name='remark',
            index=models.Index(fields=['-received_at'], name='remark_newest'),
        ),
    ]
