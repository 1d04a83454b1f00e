import django.db.models.deletion
import privacy.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('born_on', privacy.vault.fields.SealedDate(editable=True, null=True)),
                ('deposit', privacy.vault.fields.SealedDecimal(editable=True, null=True)),
                ('address', privacy.vault.fields.SealedJSON(editable=True, null=True)),
                ('came_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', privacy.vault.fields.SealedText(editable=True)),
                ('sender', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('written_at', models.DateTimeField(db_index=True)),
                ('answer_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='example.letter')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20)),
                ('name', privacy.vault.fields.SealedText(editable=True)),
                ('email', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('note', models.CharField(blank=True, max_length=100)),
                ('amount', models.IntegerField()),
                ('issued_on', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='example.letter')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Stamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='example.letter')),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=100)),
                ('seen_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
