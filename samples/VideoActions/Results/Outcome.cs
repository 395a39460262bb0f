namespace VideoActions.Results;

/// <summary>How many answers were right.</summary>
/// <param name="Task">What was asked.</param>
/// <param name="Method">Who answered.</param>
/// <param name="Split">How training and test were told apart.</param>
/// <param name="Seed">Of the training; 0 where nothing is drawn.</param>
/// <param name="Fold">The part that was tested.</param>
/// <param name="Right">Right answers.</param>
/// <param name="Of">Questions.</param>
internal sealed record Outcome(string Task, string Method, string Split, int Seed, int Fold, int Right, int Of)
{
    public double Percent => 100.0 * Right / Of;
}
