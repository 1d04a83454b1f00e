from django.db import migrations, models

import privacy.rights.types


class Migration(migrations.Migration):

    dependencies = [
        ('privacy_rights', '0002_new_handles_are_proved'),
    ]

    operations = [
        migrations.AlterField(
            model_name='request',
            name='channel',
            field=models.CharField(choices=[('page', 'page'), ('mail', 'mail'), ('desk', 'desk'), ('chat', 'chat')], default=privacy.rights.types.Channel['PAGE'], max_length=8),
        ),
    ]
