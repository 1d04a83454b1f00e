"""Training at the desk: open to every post, also when everything else is closed because it has lapsed."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kit import clock
from policy.purposes import OVERVIEW
from privacy.staff import queries, registry, services
from privacy.staff.types import Course, Member
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.watch_forms import Answers

SOON = dt.timedelta(days=30)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERVIEW, trained=False)
def training(request: HttpRequest) -> HttpResponse:
    """The courses of one's own post: what has to be known, the questions, and until when it counts."""
    at, me = clock.now(), member(request)
    courses = registry.courses_of(me.role)
    course = next((one for one in courses if one.id == request.POST.get("course")), None)
    if course is not None:
        form = Answers(course, request.POST)
        if form.is_valid() and _passed(form, me, course, at):
            return redirect("desk:training")
        return _page(request, me, courses, at, form)
    return _page(request, me, courses, at, None)


def member(request: HttpRequest) -> Member:
    """Whoever is signed in, as a member of staff; 404 for anybody else."""
    account = accounts.account_of(request)
    if account is None or not account.role:
        raise Http404
    return Member(str(account.pk), account.person_id, account.role)


def _passed(form: Answers, me: Member, course: Course, at: dt.datetime) -> bool:
    wrong = services.answer(member=me, course=course.id, answers=form.given, at=at)
    for question in wrong:
        form.add_error(question, gettext("That is not right. Read again, and try once more."))
    return not wrong


def _page(
    request: HttpRequest, me: Member, courses: list[Course], at: dt.datetime, form: Answers | None
) -> HttpResponse:
    known = queries.valid_courses(me.account, at=at)
    lasting = queries.valid_courses(me.account, at=at + SOON)
    shown = [
        {
            "course": one,
            "known": one.id in known,
            "form": form if form and form.course == one else None if one.id in lasting else Answers(one),
        }
        for one in courses
    ]
    standing = next((one for one in queries.standings(at=at) if one.member.account == me.account), None)
    return render(request, "backoffice/training.html", {"courses": shown, "standing": standing})
