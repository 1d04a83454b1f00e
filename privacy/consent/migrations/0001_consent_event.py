import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=40)),
                ('granted', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('text_hash', models.CharField(max_length=64)),
                ('language', models.CharField(max_length=10)),
                ('notice_version', models.CharField(max_length=20)),
                ('surface', models.CharField(max_length=40)),
                ('method', models.CharField(max_length=40)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'purpose', '-id'], name='consent_newest')],
            },
        ),
    ]
