import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('hs_code', models.CharField(max_length=6)),
                ('origin', models.CharField(default='CN', max_length=2)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Scene',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stem', models.CharField(max_length=160)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('widths', models.CharField(max_length=60)),
                ('formats', models.CharField(max_length=24)),
                ('share', models.CharField(blank=True, max_length=180)),
                ('slug', models.SlugField(max_length=60, unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Technique',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('native_name', models.CharField(max_length=40)),
                ('pinyin', models.CharField(blank=True, max_length=60)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('serial', models.CharField(max_length=24, unique=True)),
                ('published', models.BooleanField(default=False)),
                ('position', models.PositiveIntegerField(default=0)),
                ('length_mm', models.PositiveIntegerField()),
                ('width_mm', models.PositiveIntegerField()),
                ('height_mm', models.PositiveIntegerField()),
                ('longest_mm', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest('length_mm', 'width_mm', 'height_mm'), output_field=models.PositiveIntegerField())),
                ('weight_g', models.PositiveIntegerField()),
                ('parcel_g', models.PositiveIntegerField()),
                ('hs_code', models.CharField(max_length=6)),
                ('origin', models.CharField(default='CN', max_length=2)),
                ('coats', models.PositiveSmallIntegerField()),
                ('curing_days', models.PositiveSmallIntegerField()),
                ('finished_on', models.DateField()),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('stock', models.IntegerField(default=1)),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='catalogue.collection')),
            ],
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stem', models.CharField(max_length=160)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('widths', models.CharField(max_length=60)),
                ('formats', models.CharField(max_length=24)),
                ('share', models.CharField(blank=True, max_length=180)),
                ('position', models.PositiveSmallIntegerField()),
                ('view', models.CharField(choices=[('three-quarter', 'Three-quarter view'), ('top', 'From above'), ('detail', 'Detail of the surface'), ('underside', 'Underside with the mark'), ('scale', 'In scale')], max_length=24)),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='catalogue.piece')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PieceMaterial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='piece_materials', to='catalogue.material')),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='piece_materials', to='catalogue.piece')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='piece',
            name='materials',
            field=models.ManyToManyField(related_name='pieces', through='catalogue.PieceMaterial', to='catalogue.material'),
        ),
        migrations.CreateModel(
            name='PieceText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=160)),
                ('story', models.TextField(blank=True)),
                ('base', models.CharField(blank=True, max_length=200)),
                ('ground', models.CharField(blank=True, max_length=200)),
                ('care', models.TextField(blank=True)),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.piece')),
            ],
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('minor', models.PositiveBigIntegerField()),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='catalogue.piece')),
            ],
        ),
        migrations.CreateModel(
            name='SceneText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('alt', models.CharField(max_length=300)),
                ('scene', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.scene')),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('title', models.TextField()),
                ('body', models.TextField()),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='catalogue.piece')),
            ],
        ),
        migrations.CreateModel(
            name='PieceTechnique',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='piece_techniques', to='catalogue.piece')),
                ('technique', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='piece_techniques', to='catalogue.technique')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='piece',
            name='techniques',
            field=models.ManyToManyField(related_name='pieces', through='catalogue.PieceTechnique', to='catalogue.technique'),
        ),
        migrations.CreateModel(
            name='TechniqueText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('about', models.TextField(blank=True)),
                ('technique', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.technique')),
            ],
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('form', 'Form'), ('colour', 'Colour'), ('stage', 'Stage'), ('role', 'Role')], max_length=12)),
                ('slug', models.SlugField(max_length=60)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['kind', 'position'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='word_once')],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('finished_on', models.DateField()),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='catalogue.piece')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.word')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.word')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PieceColour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='piece_colours', to='catalogue.piece')),
                ('colour', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='piece_colours', to='catalogue.word')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='piece',
            name='colours',
            field=models.ManyToManyField(related_name='coloured_pieces', through='catalogue.PieceColour', to='catalogue.word'),
        ),
        migrations.AddField(
            model_name='piece',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='formed_pieces', to='catalogue.word'),
        ),
        migrations.CreateModel(
            name='WordText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('word', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.word')),
            ],
        ),
        migrations.CreateModel(
            name='CollectionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('intro', models.TextField(blank=True)),
                ('collection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.collection')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('collection', 'language'), name='collection_text_once')],
            },
        ),
        migrations.CreateModel(
            name='MaterialText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('about', models.TextField(blank=True)),
                ('material', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.material')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('material', 'language'), name='material_text_once')],
            },
        ),
        migrations.CreateModel(
            name='PictureText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('alt', models.CharField(max_length=300)),
                ('picture', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.picture')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('picture', 'language'), name='picture_text_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(fields=('piece', 'position'), name='picture_once'),
        ),
        migrations.AddConstraint(
            model_name='piecematerial',
            constraint=models.UniqueConstraint(fields=('piece', 'material'), name='piece_material_once'),
        ),
        migrations.AddConstraint(
            model_name='piecetext',
            constraint=models.UniqueConstraint(fields=('piece', 'language'), name='piece_text_once'),
        ),
        migrations.AddIndex(
            model_name='price',
            index=models.Index(fields=['currency', 'minor', 'piece'], name='price_in_order'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.UniqueConstraint(fields=('piece', 'currency'), name='price_once_per_currency'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.CheckConstraint(condition=models.Q(('minor__gt', 0)), name='price_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='scenetext',
            constraint=models.UniqueConstraint(fields=('scene', 'language'), name='scene_text_once'),
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.UniqueConstraint(fields=('piece', 'language'), name='search_entry_once'),
        ),
        migrations.AddIndex(
            model_name='piecetechnique',
            index=models.Index(fields=['technique', 'piece'], name='piece_by_technique'),
        ),
        migrations.AddConstraint(
            model_name='piecetechnique',
            constraint=models.UniqueConstraint(fields=('piece', 'technique'), name='piece_technique_once'),
        ),
        migrations.AddConstraint(
            model_name='techniquetext',
            constraint=models.UniqueConstraint(fields=('technique', 'language'), name='technique_text_once'),
        ),
        migrations.AddConstraint(
            model_name='stage',
            constraint=models.UniqueConstraint(fields=('piece', 'position'), name='stage_once'),
        ),
        migrations.AddIndex(
            model_name='piececolour',
            index=models.Index(fields=['colour', 'piece'], name='piece_by_colour'),
        ),
        migrations.AddConstraint(
            model_name='piececolour',
            constraint=models.UniqueConstraint(fields=('piece', 'colour'), name='piece_colour_once'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('published', True)), fields=['position', 'id'], name='shown_in_order'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('published', True)), fields=['collection', 'position', 'id'], name='shown_in_collection'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('published', True)), fields=['-finished_on', '-id'], name='shown_newest'),
        ),
        migrations.AddIndex(
            model_name='piece',
            index=models.Index(condition=models.Q(('published', True)), fields=['form', 'position', 'id'], name='shown_of_form_in_order'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(('stock__gte', 0)), name='piece_stock_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(('edition__gte', 1)), name='piece_edition_at_least_one'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(('stock__lte', models.F('edition'))), name='piece_stock_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='wordtext',
            constraint=models.UniqueConstraint(fields=('word', 'language'), name='word_text_once'),
        ),
    ]
