// The library API of Bateman: one import that re-exports the modules.
@_exported public import PKData
@_exported public import PKDosing
@_exported public import PKEstimation
@_exported public import PKLanguage
@_exported public import PKModel
@_exported public import PKNCA
@_exported public import PKNumerics
@_exported public import PKSimulation
@_exported public import PKText
@_exported public import PKUnits
@_exported public import PKYAML
