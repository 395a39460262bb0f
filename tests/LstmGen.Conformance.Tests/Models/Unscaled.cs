namespace LstmGen.Conformance.Models;

/// <summary>Models that are asked before they are trained: those that scale do it by the identity.</summary>
internal static class Unscaled
{
    public static T Of<T>(T model)
        where T : SequenceModel
    {
        if (model.Description.Scaling != Scaling.None) model.SetScaler(Scaler.Identity(model.Description.Features, 1));
        return model;
    }
}
