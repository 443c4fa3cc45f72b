"""The filters as a list that opens, where the window is too narrow for one beside the cards."""

from PySide6.QtWidgets import QComboBox

from simdesk.ui.cards.filter_list import FilterDelegate, FilterList
from simdesk.wording.language import _


class FilterChoice(QComboBox):
    """Shows what is chosen in a :class:`FilterList`, and chooses there."""

    def __init__(self, filters: FilterList) -> None:
        super().__init__()
        self.setObjectName("filter_choice")
        self._filters = filters
        self.setModel(filters.model())
        self.setItemDelegate(FilterDelegate(self.view()))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(12)
        self.activated.connect(lambda row: filters.setCurrentIndex(filters.model().index(row, 0)))
        filters.selectionModel().currentChanged.connect(self._follow)
        self._follow()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words anew; the filters have their own."""
        # On Linux the name of a list of choices is the one chosen; so what it is for is a description.
        self.setAccessibleName(_("Filters"))
        self.setAccessibleDescription(_("Filters"))

    def _follow(self) -> None:
        self.setCurrentIndex(self._filters.currentIndex().row())
