"""The language on the screen, switched while the windows are open.

Every widget that shows words has a method ``retranslate()`` that sets all of them anew and leaves
what was typed alone; it calls it itself when it is made. Who opens a window connects it:
``speech.language_changed.connect(window.retranslate)``.
"""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal

from simdesk.wording import language

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator


class Speech(QObject):
    """Sets the language for sentences and for Qt's own words (Cancel, the file dialogs).

    Signals:
        language_changed: every word is to be asked for again.
    """

    language_changed = Signal()

    # Qt's own words are those of the whole process, whoever asked for them.
    _qt_words: ClassVar["QTranslator | None"] = None

    def use(self, wanted: str) -> None:
        """Speak *wanted*, a language's code or the name of a locale."""
        language.use(wanted)
        code = language.current()
        QLocale.setDefault(QLocale(code))
        if Speech._qt_words is not None:
            QCoreApplication.removeTranslator(Speech._qt_words)
            Speech._qt_words = None
        if code != "en":
            from PySide6.QtCore import QLibraryInfo, QTranslator

            words = QTranslator()
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if words.load(f"qtbase_{code}", folder):
                QCoreApplication.installTranslator(words)
                Speech._qt_words = words
        self.language_changed.emit()
