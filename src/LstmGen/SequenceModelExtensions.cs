namespace LstmGen;

/// <summary>Calls on models that give back what the model's own class is.</summary>
public static class SequenceModelExtensions
{
    /// <summary>
    /// A new model of the same class and seed with the same parameters, scaler and forecast layout. The two predict the same, and training one leaves the other as it is.
    /// </summary>
    /// <remarks>
    /// What training remembers (<see cref="SequenceModel.Optimizer"/>, counters, streams) stays with the first: the copy's first update is a first one. A checkpoint takes that
    /// along. Tensors that are frozen are so in the copy, too. Fields that you have added to the class are copied as they are. A model that is being trained is
    /// copied as it is between two updates.
    /// </remarks>
    /// <typeparam name="TModel">The model's class.</typeparam>
    /// <param name="model">The model to copy.</param>
    public static TModel Clone<TModel>(this TModel model)
        where TModel : SequenceModel
    {
        ArgumentNullException.ThrowIfNull(model);
        return (TModel)model.Copied();
    }
}
