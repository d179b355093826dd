import PKLanguage
import Testing
