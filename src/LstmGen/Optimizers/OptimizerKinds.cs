namespace LstmGen;

/// <summary>The optimizers that a checkpoint can name, and what makes them again. A new optimizer takes a line here.</summary>
internal static class OptimizerKinds
{
    /// <summary>What the names of weight decays by layer begin with.</summary>
    internal const string DecayOf = "weight_decay.";

    /// <summary>An optimizer as it was before its first update; null where the kind is not one of this library.</summary>
    /// <param name="kind">As <see cref="Optimizer.Kind"/> says it.</param>
    /// <param name="saved">Its hyperparameters.</param>
    /// <exception cref="InvalidDataException">A hyperparameter is missing, left over or out of its range.</exception>
    public static Optimizer? Create(string kind, Settings saved)
    {
        Optimizer? optimizer;
        try
        {
            optimizer = kind switch
            {
                "SGD" => new Sgd
                {
                    LearningRate = saved.Double("learning_rate"),
                    Style = saved.Style("style"),
                    Momentum = saved.Double("momentum"),
                    Nesterov = saved.Bool("nesterov"),
                },
                "RMSprop" => new RmsProp
                {
                    LearningRate = saved.Double("learning_rate"),
                    Style = saved.Style("style"),
                    Rho = saved.Double("rho"),
                    Epsilon = saved.Double("epsilon"),
                },
                "Adam" => new Adam
                {
                    LearningRate = saved.Double("learning_rate"),
                    Style = saved.Style("style"),
                    Beta1 = saved.Double("beta1"),
                    Beta2 = saved.Double("beta2"),
                    Epsilon = saved.Double("epsilon"),
                },
                "AdamW" => new AdamW
                {
                    LearningRate = saved.Double("learning_rate"),
                    Style = saved.Style("style"),
                    Beta1 = saved.Double("beta1"),
                    Beta2 = saved.Double("beta2"),
                    Epsilon = saved.Double("epsilon"),
                    WeightDecay = saved.Double("weight_decay"),
                    WeightDecayOf = saved.DoublesOf(DecayOf),
                    DecayBiases = !saved.Values.Any(pair => pair.Name == "decay_biases") || saved.Bool("decay_biases"),
                },
                "Nadam" => new Nadam
                {
                    LearningRate = saved.Double("learning_rate"),
                    Style = saved.Style("style"),
                    Beta1 = saved.Double("beta1"),
                    Beta2 = saved.Double("beta2"),
                    Epsilon = saved.Double("epsilon"),
                },
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidDataException($"The saved {kind} has a hyperparameter out of its range. {error.Message}", error);
        }

        return optimizer is null || Of(optimizer).Values.Count == saved.Values.Count
            ? optimizer
            : throw new InvalidDataException($"Expected {Of(optimizer).Values.Count} hyperparameters of {kind}, but got {saved.Values.Count}: {saved}.");
    }

    /// <summary>The hyperparameters of an optimizer.</summary>
    public static Settings Of(Optimizer optimizer)
    {
        Settings settings = new();
        optimizer.WriteSettings(settings);
        return settings;
    }
}
