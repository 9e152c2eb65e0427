"""Who works in the field, what there is to do, and when they come: frozen rows."""

from __future__ import annotations

from varsel.operations.fieldwork.account import (
    Board,
    Booked,
    Car,
    Contact,
    Free,
    Job,
    Lane,
    Needed,
    Skilled,
    Stop,
    Team,
    Waiting,
    Worker,
)
from varsel.operations.fieldwork.queries.boards import board, one, stops, technician_day
from varsel.operations.fieldwork.queries.orders import (
    items_of,
    open_orders,
    open_waits,
    order,
    orders,
    orders_of_outage,
    planned_between,
    waits_of,
)
from varsel.operations.fieldwork.queries.people import (
    cars,
    crews,
    skills,
    technician,
    technician_of,
    technicians,
)
from varsel.operations.fieldwork.queries.visits import called, visit, visit_to_come, visits_of, visits_of_orders

__all__ = [
    "Board",
    "Booked",
    "Car",
    "Contact",
    "Free",
    "Job",
    "Lane",
    "Needed",
    "Skilled",
    "Stop",
    "Team",
    "Waiting",
    "Worker",
    "board",
    "called",
    "cars",
    "crews",
    "items_of",
    "one",
    "open_orders",
    "open_waits",
    "order",
    "orders",
    "orders_of_outage",
    "planned_between",
    "skills",
    "stops",
    "technician",
    "technician_day",
    "technician_of",
    "technicians",
    "visit",
    "visit_to_come",
    "visits_of",
    "visits_of_orders",
    "waits_of",
]
