from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PageView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.CharField(max_length=32)),
                ('path', models.CharField(max_length=200)),
                ('title', models.CharField(max_length=120)),
                ('at', models.DateTimeField(db_index=True)),
                ('stay_seconds', models.PositiveIntegerField()),
            ],
        ),
    ]
