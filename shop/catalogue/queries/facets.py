"""Collections, techniques and the vocabulary: small, hence held in the process until something changes."""

from django.db.models import Count, OuterRef, Q, Subquery

from kit.generation import per_generation
from shop.catalogue.models import Collection, Material, Picture, PieceTechnique, Scene, Technique, Word
from shop.catalogue.queries.images import FILES, image
from shop.catalogue.queries.language import joins, text
from shop.catalogue.types import Image, Named, View, WordKind


@per_generation
def collections(language: str) -> tuple[Named, ...]:
    """All collections with published pieces, in order, each with its first piece's picture. One or two statements."""
    first = Picture.objects.filter(piece__collection=OuterRef("pk"), piece__published=True, position=0)
    rows = list(
        Collection.objects.annotate(
            **joins("texts", language),
            first=Subquery(first.order_by("piece__position", "piece_id").values("id")[:1]),
            shown=Count("pieces", filter=Q(pieces__published=True), distinct=True),
        )
        .annotate(name=text("name", language), about=text("intro", language))
        .filter(shown__gt=0)
        .order_by("position", "id")
        .values_list("slug", "name", "about", "shown", "first")
    )
    pictures = {
        key: image(*files)
        for key, *files in Picture.objects.filter(id__in=[row[4] for row in rows]).values_list("id", *FILES)
    }
    return tuple(
        Named(slug, name or slug, about or "", pieces=shown, image=pictures.get(picture))
        for slug, name, about, shown, picture in rows
    )


@per_generation
def techniques(language: str) -> tuple[Named, ...]:
    """All techniques, in order, with their Chinese names and pinyin."""
    rows = (
        Technique.objects.annotate(**joins("texts", language))
        .annotate(name=text("name", language), said=text("about", language))
        .order_by("position", "id")
        .values_list("slug", "name", "said", "native_name", "pinyin")
    )
    return tuple(Named(slug, name or slug, about or "", native, pinyin) for slug, name, about, native, pinyin in rows)


@per_generation
def surfaces(language: str) -> dict[str, Image]:
    """How each technique looks from near, by slug: the surface of the first published piece that it leads."""
    leading = PieceTechnique.objects.filter(position=0, piece__published=True).order_by("-piece__position", "-piece_id")
    pieces = dict(leading.values_list("technique__slug", "piece_id"))
    rows = (
        Picture.objects.filter(piece_id__in=pieces.values(), view=View.DETAIL)
        .annotate(**joins("texts", language))
        .annotate(alt=text("alt", language))
        .values_list("piece_id", "alt", *FILES)
    )
    pictures = {piece: image(*files, alt or "") for piece, alt, *files in rows}
    return {slug: pictures[piece] for slug, piece in pieces.items() if piece in pictures}


@per_generation
def materials(language: str) -> tuple[Named, ...]:
    """All materials, in order."""
    rows = (
        Material.objects.annotate(**joins("texts", language))
        .annotate(name=text("name", language), said=text("about", language))
        .order_by("position", "id")
        .values_list("slug", "name", "said")
    )
    return tuple(Named(slug, name or slug, about or "") for slug, name, about in rows)


@per_generation
def words(kind: WordKind, language: str) -> dict[str, str]:
    """The names of all forms, colours, stages or roles by slug, in order."""
    rows = (
        Word.objects.filter(kind=kind)
        .annotate(**joins("texts", language))
        .annotate(name=text("name", language))
        .order_by("position", "id")
        .values_list("slug", "name")
    )
    return {slug: name or slug for slug, name in rows}


@per_generation
def technique_names(language: str) -> dict[str, str]:
    """The names of all techniques by slug."""
    return {technique.slug: technique.name for technique in techniques(language)}


@per_generation
def scenes(language: str) -> dict[str, Image]:
    """The wide pictures of the home page by slug."""
    rows = Scene.objects.annotate(**joins("texts", language)).annotate(alt=text("alt", language))
    return {slug: image(*files, alt or "") for slug, alt, *files in rows.values_list("slug", "alt", *FILES)}
