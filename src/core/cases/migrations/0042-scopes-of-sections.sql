-- Lists of what hangs on cases (licences, letters, verdicts) ask which cases are a team's or a window's, open and finished alike.
create index cases_team on cases.cases (team) where team is not null;
create index cases_window on cases.cases ("window") where "window" is not null;
