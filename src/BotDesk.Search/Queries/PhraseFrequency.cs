namespace BotDesk.Search.Queries;

/// <summary>Counts the occurrences of a phrase from the positions of its words.</summary>
internal static class PhraseFrequency
{
    /// <summary>
    /// Lucene's way (SloppyPhraseMatcher): every place steps through its positions, the one that is furthest behind first. When it
    /// can come no nearer to the others, their distance is a match, if the slop allows it.
    /// </summary>
    public static float Count(PhrasePlace[] places, int slop)
    {
        if (places.Length == 1)
        {
            return places[0].Starts.Count;
        }

        var at = new int[places.Length];
        var end = int.MinValue;
        for (var i = 0; i < places.Length; i++)
        {
            end = Math.Max(end, places[i].Starts[0]);
        }

        var freq = 0f;
        while (true)
        {
            var (first, second) = Behind(places, at);
            var distance = end - places[first].Starts[at[first]];
            var limit = places[second].Starts[at[second]];
            var more = true;
            while ((more = ++at[first] < places[first].Starts.Count) && places[first].Starts[at[first]] <= limit)
            {
                distance = Math.Min(distance, end - places[first].Starts[at[first]]);
            }

            if (distance <= slop)
            {
                freq += 1f / (1 + distance);
            }

            if (!more)
            {
                return freq;
            }

            end = Math.Max(end, places[first].Starts[at[first]]);
        }
    }

    /// <summary>The place that is furthest behind, and the next one.</summary>
    private static (int First, int Second) Behind(PhrasePlace[] places, int[] at)
    {
        var (first, second) = (-1, -1);
        for (var i = 0; i < places.Length; i++)
        {
            var start = places[i].Starts[at[i]];
            if (first < 0 || start < places[first].Starts[at[first]])
            {
                (first, second) = (i, first);
            }
            else if (second < 0 || start < places[second].Starts[at[second]])
            {
                second = i;
            }
        }

        return (first, second);
    }
}
