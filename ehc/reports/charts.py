"""Charts as SVG, drawn on the server. Each stands beside a table that says the same."""

from __future__ import annotations

from typing import Any

import altair
import vl_convert

from ehc.reports.timeliness import TimelinessReport

_BLUE, _GREY = "#1d70b8", "#b1b4b6"


def timeliness_chart(report: TimelinessReport, *, in_time: str, late: str, title: str) -> str:
    """Plans issued by month, those in 20 weeks below those that were late.

    Args:
        report: what is drawn.
        in_time, late, title: the words of the legend and of the axis, in the reader's language.

    Returns:
        An SVG document.
    """
    rows: list[dict[str, Any]] = []
    for month, line in report.by_month.items():
        label = f"{month:%b %Y}"
        rows.append({"month": label, "kind": in_time, "plans": line.within_20_weeks, "order": 0})
        missed = line.plans_issued - line.within_20_weeks
        rows.append({"month": label, "kind": late, "plans": missed, "order": 1})
    chart = (
        altair.Chart(altair.InlineData(values=rows), width=640, height=260)
        # A dark outline tells the two apart without colour.
        .mark_bar(stroke="#0b0c0c", strokeWidth=1)
        .encode(
            x=altair.X("month:O", sort=None, title=None, axis=altair.Axis(labelAngle=-45)),
            y=altair.Y("plans:Q", title=title, axis=altair.Axis(tickMinStep=1)),
            color=altair.Color(
                "kind:N",
                title=None,
                scale=altair.Scale(domain=[in_time, late], range=[_BLUE, _GREY]),
                legend=altair.Legend(orient="top"),
            ),
            order=altair.Order("order:Q"),
        )
        .configure(font="sans-serif")
        .configure_axis(labelFontSize=13, titleFontSize=13)
        .configure_legend(labelFontSize=13)
    )
    svg: str = vl_convert.vegalite_to_svg(chart.to_json())
    return svg
