"""What the catalogue declares: things, never people."""

from privacy.datamap.services import describe
from shop.catalogue import models

WORDS = "words the studio wrote about its things"

describe(models.Collection, not_personal="a group of pieces")
describe(models.CollectionText, not_personal=WORDS)
describe(models.Technique, not_personal="a way of working lacquer")
describe(models.TechniqueText, not_personal=WORDS)
describe(models.Material, not_personal="a raw material")
describe(models.MaterialText, not_personal=WORDS)
describe(models.Word, not_personal="a term of the studio's vocabulary; roles name a post, never who holds it")
describe(models.WordText, not_personal=WORDS)
describe(models.Piece, not_personal="a thing for sale")
describe(models.PieceText, not_personal=WORDS)
describe(models.PieceTechnique, not_personal="how a piece is made")
describe(models.PieceMaterial, not_personal="what a piece is made of")
describe(models.PieceColour, not_personal="the colour of a piece")
describe(models.Price, not_personal="what a piece costs")
describe(models.Stage, not_personal="a stage of a piece's making and the post that did it, never who held it")
describe(models.Picture, not_personal="a photograph of a thing")
describe(models.PictureText, not_personal=WORDS)
describe(models.Scene, not_personal="a photograph of things")
describe(models.SceneText, not_personal=WORDS)
describe(models.SearchEntry, not_personal="words about things, normalised")
