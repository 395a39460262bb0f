namespace SpeechDigits.Strings;

/// <summary>How strings are put together from recordings of single digits.</summary>
internal sealed record StringRules
{
    public int FewestDigits { get; init; } = 3;

    public int MostDigits { get; init; } = 7;

    /// <summary>White noise in decibels below the speech (its mean power over the string), drawn from this span. Infinity for none.</summary>
    public (double From, double To) Noise { get; init; } = (10, 30);

    /// <summary>Each string is played faster or slower, and higher or lower with it, by up to this share.</summary>
    public double Speed { get; init; }

    /// <summary>Each string is heard through bands that are moved up or down by up to this share, as with a shorter or longer throat.</summary>
    public double Warp { get; init; }

    /// <summary>Spans of steps and of bands that are wiped out in each string, so many of each.</summary>
    public int Masks { get; init; }

    /// <summary>As they are tested: as they were spoken.</summary>
    public static StringRules Plain { get; } = new();

    /// <summary>For voices that training does not have.</summary>
    public static StringRules Varied { get; } = new() { Speed = 0.15, Warp = 0.12, Masks = 2 };
}
