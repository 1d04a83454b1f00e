import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy_people', '0001_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(db_index=True, max_length=64)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('provider', models.CharField(max_length=20)),
                ('provider_ref', models.CharField(max_length=100, null=True)),
                ('attempt_key', models.CharField(max_length=80, unique=True)),
                ('redirect_url', models.CharField(blank=True, max_length=1000)),
                ('state', models.CharField(choices=[('created', 'Created'), ('open', 'Open'), ('pending', 'Pending'), ('failed', 'Failed'), ('captured', 'Captured')], default='created', max_length=10)),
                ('captured', models.BigIntegerField(default=0)),
                ('refunded', models.BigIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='PaymentAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('unknown_payment', 'A message about a payment we never started'), ('amount', 'Another amount than asked for'), ('currency', 'Another currency than asked for'), ('payee', 'Money for another payee'), ('reference', 'Another order than asked for'), ('captured', 'Not the whole amount was taken'), ('refund_refused', 'The provider refused a refund'), ('refund_unasked', 'A refund we did not ask for'), ('unsettled', 'Still unknown after many days')], max_length=20)),
                ('provider', models.CharField(max_length=20)),
                ('provider_ref', models.CharField(max_length=100)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('told', models.CharField(blank=True, max_length=64)),
                ('raised_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(null=True)),
                ('resolved_by', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'provider_ref', 'kind', 'told'), name='payment_alert_once')],
            },
        ),
        migrations.CreateModel(
            name='PaymentEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('captured', 'Captured'), ('refunded', 'Refunded'), ('failed', 'Failed')], max_length=10)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('fact', models.CharField(max_length=120)),
                ('entered_at', models.DateTimeField()),
                ('payment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='payments.payment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='ProviderEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=20)),
                ('event_id', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=40)),
                ('body_sha256', models.CharField(max_length=64)),
                ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('unknown_payment', 'Unknown Payment'), ('wrong', 'Wrong')], max_length=20)),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'event_id'), name='provider_event_once')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('amount', models.BigIntegerField()),
                ('state', models.CharField(choices=[('requested', 'Requested'), ('done', 'Done'), ('refused', 'Refused')], default='requested', max_length=10)),
                ('provider_ref', models.CharField(blank=True, max_length=100)),
                ('reason', models.CharField(choices=[('withdrawn', 'The buyer withdrew'), ('cancelled', 'The order was cancelled'), ('damaged', 'Damaged or faulty'), ('lost', 'Lost on the way'), ('late_money', 'The money came when the piece was gone'), ('goodwill', 'Goodwill')], max_length=20)),
                ('by', models.CharField(max_length=64)),
                ('requested_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.payment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('provider', 'provider_ref'), name='payment_provider_ref'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_amount'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('captured', 0), ('captured', models.F('amount')), _connector='OR'), name='payment_captured_whole'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('captured', 0), ('state', 'captured'), _connector='OR'), name='payment_captured_state'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('refunded__gte', 0), ('refunded__lte', models.F('captured'))), name='payment_refunded_of_captured'),
        ),
        migrations.AddConstraint(
            model_name='paymententry',
            constraint=models.UniqueConstraint(fields=('payment', 'fact'), name='payment_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='paymententry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('kind', 'captured')), models.Q(('amount__lt', 0), ('kind', 'refunded')), models.Q(('amount', 0), ('kind', 'failed')), _connector='OR'), name='payment_entry_sign'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_amount'),
        ),
    ]
