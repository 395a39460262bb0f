namespace Translation;

/// <summary>A sentence of Chinese characters and one of English words.</summary>
internal sealed record SentencePair(string[] Source, string[] Target)
{
    public string SourceText => string.Concat(Source);

    public string TargetText => string.Join(' ', Target);
}
