"""Pharmacokinetics: simulate, fit, non-compartmental analysis, exact doses."""

from ._library import BatemanError, version
from .doses import dose
from .fits import Fit, fit
from .models import check
from .nca import nca
from .simulations import Simulation, simulate

__version__ = "0.1.0"
__all__ = ["BatemanError", "Fit", "Simulation", "check", "dose", "fit", "nca", "simulate", "version"]
