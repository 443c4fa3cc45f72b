from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cyclonedx.model.component import Component

class BomMetaData:
    component: Component | None
    timestamp: datetime

class Bom:
    serial_number: UUID
    metadata: BomMetaData
    def __init__(
        self, *, components: Iterable[Component] | None = None, serial_number: UUID | None = None
    ) -> None: ...
    def register_dependency(
        self, target: Component, depends_on: Iterable[Component] | None = None
    ) -> None: ...
