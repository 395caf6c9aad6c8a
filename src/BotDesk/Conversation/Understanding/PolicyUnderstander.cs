using BotDesk.Policy;

namespace BotDesk.Conversation.Understanding;

/// <summary>The understander, with the services of the policy in force.</summary>
/// <param name="trained">Trained while the rest starts; whoever opens the desk has awaited it before anything asks.</param>
internal sealed class PolicyUnderstander(Task<Understander> trained, PolicySource policy)
{
    private Fitted? _fitted;

    public Understander Current
    {
        get
        {
            var inForce = policy.Current;
            var fitted = _fitted;
            if (fitted is null || !ReferenceEquals(fitted.Policy, inForce))
            {
                _fitted = fitted = new(inForce, trained.GetAwaiter().GetResult().WithServices(
                    [.. inForce.Services.Select(service => new ServiceName(service.Key, service.Name.In(Language.English), [.. service.Name.Everywhere.Skip(1), .. service.Keywords]))]));
            }

            return fitted.Understander;
        }
    }

    private sealed record Fitted(DeskPolicy Policy, Understander Understander);
}
