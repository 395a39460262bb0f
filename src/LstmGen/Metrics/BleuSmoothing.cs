namespace LstmGen.Metrics;

/// <summary>What <see cref="Bleu"/> does where no n-gram of an order matches.</summary>
public enum BleuSmoothing
{
    /// <summary>Nothing: one order without a match makes the score 0, as published (Papineni et al. 2002).</summary>
    None,

    /// <summary>Adds 1 to the matches and to the n-grams of every order above 1 (Lin &amp; Och 2004); meant for single sentences.</summary>
    AddOne,
}
