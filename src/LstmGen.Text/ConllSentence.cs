namespace LstmGen.Text;

/// <summary>A tagged sentence.</summary>
/// <param name="Tokens">Its tokens, at least one.</param>
/// <param name="Tags">As many tags.</param>
/// <param name="Line">The line of the file where it begins, counted from 1.</param>
public sealed record ConllSentence(string[] Tokens, string[] Tags, int Line)
{
    /// <summary>The tokens with their tags: <c>line 7: Anna/B-PER sleeps/O</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"line {Line}: {string.Join(' ', Tokens.Zip(Tags, (token, tag) => $"{token}/{tag}"))}");
}
