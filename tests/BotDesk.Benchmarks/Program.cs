using BotDesk.Benchmarks.Search;

return args switch
{
    ["search", "quality", var data, .. var options] => SearchQuality.Run(data, options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        search quality DATA     nDCG@10, recall@5 and what can be answered, on the judged sets in the folder DATA
        """);
    return 2;
}
