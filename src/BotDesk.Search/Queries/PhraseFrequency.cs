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
        var best = new int[places.Length];
        while (true)
        {
            var (first, second) = Behind(places, at);
            var distance = end - places[first].Starts[at[first]];
            var limit = places[second].Starts[at[second]];
            for (var i = 0; i < places.Length; i++)
            {
                best[i] = places[i].Starts[at[i]] + places[i].Offset;
            }

            bool more;
            while ((more = ++at[first] < places[first].Starts.Count) && places[first].Starts[at[first]] <= limit)
            {
                var start = places[first].Starts[at[first]];
                if (end - start < distance)
                {
                    (distance, best[first]) = (end - start, start + places[first].Offset);
                }
            }

            if (distance <= slop && !SharePosition(places, best))
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

    /// <summary>Whether one word of the text would have to stand for two of the phrase.</summary>
    private static bool SharePosition(PhrasePlace[] places, int[] positions)
    {
        for (var i = 1; i < places.Length; i++)
        {
            if (positions.AsSpan(0, i).Contains(positions[i]))
            {
                return true;
            }
        }

        return false;
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
