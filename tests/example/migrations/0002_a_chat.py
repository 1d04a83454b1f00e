import django.db.models.deletion
import privacy.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy_people', '0001_person'),
        ('example', '0001_rows_of_every_treatment'),
    ]

    operations = [
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', privacy.vault.fields.SealedText(editable=True)),
                ('ours', models.BooleanField(default=False)),
                ('case', models.CharField(blank=True, max_length=20)),
                ('said_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
