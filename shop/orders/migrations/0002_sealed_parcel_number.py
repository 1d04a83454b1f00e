"""Parcel numbers rest sealed: those that stood in the journal in clear are sealed too, row by row."""

from django.db import migrations

import privacy.vault.fields


def seal_what_stands(apps, _schema):
    """Seal the number of each parcel already sent; killed in between, the next run goes on with those left."""
    from shop.orders.models import OrderEvent  # the declaration of the field says under which key

    field = OrderEvent._meta.get_field("parcel")
    events = apps.get_model("orders", "OrderEvent").objects
    for row in events.filter(kind="shipped").exclude(text="").iterator(chunk_size=500):
        events.filter(pk=row.pk).update(parcel=field.seal(row, row.text), text="")


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_cart_checkout_order_invoice")]
    operations = [
        migrations.AddField(
            model_name="orderevent",
            name="parcel",
            field=privacy.vault.fields.SealedText(editable=True, null=True, verbose_name="parcel number"),
        ),
        migrations.RunPython(seal_what_stands, migrations.RunPython.noop, elidable=True),
    ]
