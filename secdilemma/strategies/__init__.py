"""The bundled strategies; in a checkout they lie in the top-level folder of that name."""

from secdilemma.io.bundled import checkout_folder

__path__ = [*__path__, *checkout_folder("strategies")]
