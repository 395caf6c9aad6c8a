namespace BotDesk.Policy;

/// <summary>Reckoning with the time in which the desk is open.</summary>
public static class OpenTime
{
    /// <summary>A desk that is open at all is open within so many days.</summary>
    private const int DaysOfWeek = 7;

    extension(OpeningHours hours)
    {
        /// <summary>When the desk has been open for so long since then.</summary>
        public DateTimeOffset OpenAfter(DateTimeOffset at, TimeSpan open, TimeZoneInfo zone)
        {
            var day = Local(at, zone).Date;
            for (var left = open; ; day = day.AddDays(1))
            {
                foreach (var (opens, closes) in hours.SpansOf(day, zone).Where(span => span.Closes > at))
                {
                    var from = opens > at ? opens : at;
                    if (closes - from >= left)
                    {
                        return from + left;
                    }

                    left -= closes - from;
                }
            }
        }

        /// <summary>The same time of day so many days later, counting only days on which the desk opens; within its opening hours of that day.</summary>
        /// <remarks>What begins on a day on which it does not open, or after it has closed, begins when it opens next.</remarks>
        public DateTimeOffset DaysAfter(DateTimeOffset at, int days, TimeZoneInfo zone)
        {
            var local = Local(at, zone);
            if (!hours.SpansOf(local.Date, zone).Any(span => span.Closes > at))
            {
                local = Local(hours.NextOpening(at, zone), zone);
            }

            var day = local.Date;
            for (var left = days; left > 0;)
            {
                day = day.AddDays(1);
                left -= hours.SpansOf(day, zone).Count > 0 ? 1 : 0;
            }

            var spans = hours.SpansOf(day, zone);
            var due = zone.InstantOf(day + local.TimeOfDay);
            return due < spans[0].Opens ? spans[0].Opens : due > spans[^1].Closes ? spans[^1].Closes : due;
        }

        /// <summary>From when to when it is open on a day, in order, none overlapping another.</summary>
        public List<(DateTimeOffset Opens, DateTimeOffset Closes)> SpansOf(DateTime day, TimeZoneInfo zone)
        {
            var spans = new List<(DateTimeOffset Opens, DateTimeOffset Closes)>(DaysOfWeek);
            foreach (var span in hours.Spans.Where(span => span.Days.Contains(day.DayOfWeek)).OrderBy(span => span.From))
            {
                var (opens, closes) = (zone.InstantOf(day + span.From.ToTimeSpan()), zone.InstantOf(span.To == OpenSpan.EndOfDay ? day.AddDays(1) : day + span.To.ToTimeSpan()));
                if (spans.Count > 0 && opens <= spans[^1].Closes)
                {
                    spans[^1] = (spans[^1].Opens, closes > spans[^1].Closes ? closes : spans[^1].Closes);
                }
                else if (closes > opens)
                {
                    spans.Add((opens, closes));
                }
            }

            return spans;
        }
    }

    private static DateTime Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;
}
