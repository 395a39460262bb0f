using LstmGen.Generator.Model;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Something wrong with a declaration, without a place in a file: the analyzer looks the place up.</summary>
/// <param name="Id">Of the rule, <c>LSTMGENnnn</c>.</param>
/// <param name="Layer">The layer it belongs to, from 0; −1 for the model's own attribute; −2 for the class name; −3 for a member of the user's.</param>
/// <param name="Argument">The argument at fault by its name, or empty for the whole attribute; of a member, its place in the list.</param>
/// <param name="Values">What fills the message's places.</param>
internal sealed record Finding(string Id, int Layer, string Argument, EquatableArray<string> Values)
{
    public const int OnModel = -1;
    public const int OnClass = -2;
    public const int OnMember = -3;
}
