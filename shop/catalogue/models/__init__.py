"""Tables of the catalogue: pieces and everything that is said about them. Nothing here is about a person."""

from shop.catalogue.models.collection import Collection, CollectionText
from shop.catalogue.models.material import Material, MaterialText
from shop.catalogue.models.passport import Stage
from shop.catalogue.models.picture import Picture, PictureText, Scene, SceneText
from shop.catalogue.models.piece import Piece, PieceColour, PieceMaterial, PieceTechnique, PieceText, Price
from shop.catalogue.models.search import SearchEntry
from shop.catalogue.models.technique import Technique, TechniqueText
from shop.catalogue.models.word import Word, WordText

__all__ = [
    "Collection",
    "CollectionText",
    "Material",
    "MaterialText",
    "Picture",
    "PictureText",
    "Piece",
    "PieceColour",
    "PieceMaterial",
    "PieceTechnique",
    "PieceText",
    "Price",
    "Scene",
    "SceneText",
    "SearchEntry",
    "Stage",
    "Technique",
    "TechniqueText",
    "Word",
    "WordText",
]
