namespace LstmGen.Text;

/// <summary>A tagged sentence.</summary>
/// <param name="Tokens">Its tokens, at least one.</param>
/// <param name="Tags">As many tags.</param>
/// <param name="Line">The line of the file where it begins, counted from 1.</param>
public sealed record ConllSentence(string[] Tokens, string[] Tags, int Line);
