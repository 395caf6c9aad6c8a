using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine.Doctor;

/// <summary>Whether people and channels reach the desk under the address that it says is its own.</summary>
internal sealed class PublicAddressExamination(IOptions<DeskOptions> options, Outside outside) : IExamination
{
    public string Subject => "Address";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Value.PublicUrl is not { IsAbsoluteUri: true } address)
        {
            yield return Finding.Doubtful("BotDesk:PublicUrl is not set.", "Set it to the address under which people reach the desk, such as https://desk.example.com: pictures, links and programs that do tasks need it.");
            yield break;
        }

        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            yield return Finding.Bad($"{address} is not encrypted.", "Let a proxy in front of the desk speak https, and set BotDesk:PublicUrl to that address. Teams and Slack take no other.");
        }

        var ready = await outside.GetAsync(options.Value.AddressOf("/health/ready")!, cancellationToken);
        yield return ready.Status switch
        {
            200 => Finding.Good($"{address} is reached from here, and the desk there is ready."),
            0 => Finding.Bad($"{address} is not reached from here: {ready.Why}.", "Start the desk, and let the proxy pass everything on to it. From inside of a network it may be reached only from outside; then try https://…/health/ready from there."),
            503 => Finding.Doubtful($"{address} is reached, and the desk there is starting, or its database is away.", $"Look at {options.Value.AddressOf("/health/ready")} again in a minute, and at the desk's log."),
            var status => Finding.Bad($"{options.Value.AddressOf("/health/ready")} answers {status}, which the desk never does.", "Something else answers in its place: let the proxy pass on every path."),
        };
    }
}
