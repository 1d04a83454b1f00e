import django.db.models.deletion
import django.db.models.expressions
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
            name='Series',
            fields=[
                ('name', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Checkout',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('lines', models.JSONField()),
                ('currency', models.CharField(max_length=3)),
                ('language', models.CharField(max_length=12)),
                ('started_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checkout_id', models.UUIDField(db_index=True)),
                ('piece_id', models.PositiveBigIntegerField()),
                ('unit', models.PositiveSmallIntegerField(null=True)),
                ('quantity', models.PositiveSmallIntegerField()),
                ('until', models.DateTimeField()),
                ('state', models.CharField(choices=[('active', 'Active'), ('released', 'Released'), ('sold', 'Sold')], default='active', max_length=10)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'active')), fields=['until'], name='hold_running_out')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('piece_id', 'unit'), name='one_active_hold_per_unit'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('checkout_id', 'piece_id'), name='one_active_hold_per_checkout'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='hold_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(choices=[('invoice', 'Invoice'), ('credit', 'Credit Note')], max_length=8)),
                ('key', models.CharField(max_length=80, unique=True)),
                ('order_number', models.CharField(db_index=True, max_length=16)),
                ('issued_at', models.DateTimeField()),
                ('content', privacy.vault.fields.SealedJSON(editable=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True)),
                ('checkout_id', models.UUIDField(unique=True)),
                ('language', models.CharField(max_length=12)),
                ('currency', models.CharField(max_length=3)),
                ('goods_minor', models.PositiveBigIntegerField()),
                ('delivery_minor', models.PositiveBigIntegerField()),
                ('tax_minor', models.PositiveBigIntegerField(default=0)),
                ('duty_minor', models.PositiveBigIntegerField(default=0)),
                ('total_minor', models.PositiveBigIntegerField()),
                ('country', models.CharField(max_length=2)),
                ('zone', models.CharField(max_length=20)),
                ('duties', models.CharField(max_length=10)),
                ('earliest_on', models.DateField()),
                ('latest_on', models.DateField()),
                ('terms_version', models.CharField(max_length=20)),
                ('notice_version', models.CharField(blank=True, max_length=64)),
                ('placed_at', models.DateTimeField()),
                ('email', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('recipient_name', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('address', privacy.vault.fields.SealedJSON(editable=True, null=True)),
                ('phone', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('note', privacy.vault.fields.SealedText(editable=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='OrderEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordered_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('placed', 'Order received'), ('paid', 'Paid'), ('packing', 'Being packed'), ('shipped', 'On its way'), ('delivered', 'Delivered'), ('cancelled', 'Cancelled'), ('refund_asked', 'Refund on its way'), ('refunded', 'Money returned')], max_length=14)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=40)),
                ('ref', models.CharField(blank=True, max_length=60)),
                ('minor', models.BigIntegerField(default=0)),
                ('text', models.CharField(blank=True, max_length=120)),
                ('parcel', privacy.vault.fields.SealedText(editable=True, null=True, verbose_name='parcel number')),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='orders.order')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordered_at', models.DateTimeField()),
                ('piece_id', models.PositiveBigIntegerField()),
                ('slug', models.CharField(max_length=80)),
                ('serial', models.CharField(max_length=24)),
                ('names', models.JSONField()),
                ('picture', models.CharField(blank=True, max_length=200)),
                ('quantity', models.PositiveSmallIntegerField()),
                ('unit_minor', models.PositiveBigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('hs_code', models.CharField(max_length=6)),
                ('origin', models.CharField(max_length=2)),
                ('parcel_g', models.PositiveIntegerField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='orders.order')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OrderLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordered_at', models.DateTimeField()),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='orders.order')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrderRefund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordered_at', models.DateTimeField()),
                ('key', models.CharField(max_length=80, unique=True)),
                ('lines', models.JSONField(default=list)),
                ('goods_minor', models.PositiveBigIntegerField()),
                ('delivery_minor', models.PositiveBigIntegerField()),
                ('total_minor', models.PositiveBigIntegerField()),
                ('payment_refund_id', models.PositiveBigIntegerField(unique=True)),
                ('reason', models.CharField(max_length=20)),
                ('by', models.CharField(max_length=40)),
                ('asked_at', models.DateTimeField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='orders.order')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Cart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lines', models.JSONField(default=dict)),
                ('touched_at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy_people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person',), name='one_cart_per_person')],
            },
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['-placed_at'], name='order_newest'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('total_minor', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('goods_minor'), '+', models.F('delivery_minor')), '+', models.F('tax_minor')), '+', models.F('duty_minor')))), name='order_total_is_its_sum'),
        ),
        migrations.AddConstraint(
            model_name='orderevent',
            constraint=models.UniqueConstraint(fields=('order', 'kind', 'ref'), name='order_event_once'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='order_line_of_something'),
        ),
        migrations.AddConstraint(
            model_name='orderrefund',
            constraint=models.CheckConstraint(condition=models.Q(('total_minor', django.db.models.expressions.CombinedExpression(models.F('goods_minor'), '+', models.F('delivery_minor')))), name='order_refund_is_its_sum'),
        ),
        migrations.AddConstraint(
            model_name='orderrefund',
            constraint=models.CheckConstraint(condition=models.Q(('total_minor__gt', 0)), name='order_refund_of_something'),
        ),
    ]
